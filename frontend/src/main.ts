import { createPinia } from 'pinia'
import { createApp } from 'vue'

import './styles/base.css'
import App from './App.vue'
import { router } from './router'
import { installVuetify } from './theme/vuetify'

import './styles/shell.css'
import './styles/forms.css'
import './styles/figures.css'

const app = createApp(App).use(createPinia()).use(router)
installVuetify(app)
app.mount('#app')
